import subprocess

STARTED = subprocess.Popen(["true"])
