import app
LIMIT = 3
