host: str = "a"
port: int
