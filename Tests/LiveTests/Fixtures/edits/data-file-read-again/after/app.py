import json
from pathlib import Path

HERE = Path(__file__).parent
with open(HERE / "data" / "rates.json") as file:
    TABLE = json.load(file)
DOUBLE = TABLE["rate"] * 2
OTHER = 1
