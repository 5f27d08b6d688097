class AppError(Exception):
    pass


class Missing(AppError):
    code = 404
