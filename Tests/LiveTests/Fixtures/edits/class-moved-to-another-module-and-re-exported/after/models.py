from users import User
