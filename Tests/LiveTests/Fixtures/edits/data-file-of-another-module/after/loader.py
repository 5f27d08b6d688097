from pathlib import Path

HERE = Path(__file__).parent


def load(name):
    return (HERE / name).read_text().strip()
