import app

app.Job.extra = 3
