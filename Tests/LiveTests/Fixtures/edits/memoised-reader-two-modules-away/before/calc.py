import conf
def rate():
    return conf.RATE
