NAME = "slow"
