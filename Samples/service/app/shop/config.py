"""Settings: three modules use the tax rate, each in its own way."""

TAX_RATE = 0.20
CURRENCY = "EUR"
