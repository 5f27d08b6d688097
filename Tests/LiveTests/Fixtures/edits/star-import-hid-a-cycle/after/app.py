from plug import *
