from lib.api import do as perform, V as VERSION
