import net

_original = net.fetch


def fetch(url):
    return "patched " + _original(url)


net.fetch = fetch
