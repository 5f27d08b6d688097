import subprocess

STARTED = subprocess.Popen(["false"])
