import csv
import os

with open(os.path.join(os.path.dirname(__file__), "rates.csv")) as file:
    RATES = {row[0]: int(row[1]) for row in csv.reader(file)}

TOTAL = sum(RATES.values())
