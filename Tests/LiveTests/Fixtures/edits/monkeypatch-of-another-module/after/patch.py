import net

_original = net.fetch


def fetch(url):
    return "PATCHED " + _original(url)


net.fetch = fetch
