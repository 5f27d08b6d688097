import app

twice = app.limit * 2
