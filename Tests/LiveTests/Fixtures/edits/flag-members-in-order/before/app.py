import enum


class Mode(enum.Flag):
    WRITE = 4
    READ = 1
