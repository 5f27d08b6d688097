#include "CReloadAgent.h"
