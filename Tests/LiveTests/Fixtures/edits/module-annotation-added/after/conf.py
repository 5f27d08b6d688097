host: str = "a"
port: int
debug: bool = False
