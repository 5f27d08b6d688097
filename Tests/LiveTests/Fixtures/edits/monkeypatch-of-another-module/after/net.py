def fetch(url):
    return "REAL " + url
