from lib import perform, VERSION

CONFIG = {"do": perform, "version": VERSION}
