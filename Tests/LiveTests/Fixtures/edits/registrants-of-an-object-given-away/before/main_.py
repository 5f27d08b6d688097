from micro import App
import users

app = App()
app.register(users.bp)
