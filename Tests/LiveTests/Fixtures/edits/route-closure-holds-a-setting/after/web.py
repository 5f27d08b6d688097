import functools
import settings

ROUTES = {}


def route(path, timeout=settings.TIMEOUT):
    def register(view):
        @functools.wraps(view)
        def handler(request):
            return timeout, view(request)
        ROUTES[path] = handler
        return handler
    return register
