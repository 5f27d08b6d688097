class AppError(Exception):
    pass


class Missing(AppError):
    pass
