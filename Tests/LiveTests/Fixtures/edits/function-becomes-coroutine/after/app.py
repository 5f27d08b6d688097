async def fetch():
    return 2
