class AppError(Exception):
    pass


class NotFound(AppError, KeyError):
    pass
