import enum


class Mode(enum.Flag):
    READ = 1
    WRITE = 4
