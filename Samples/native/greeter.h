/* What the plug-in `greeter` offers to the host. */
#ifndef GREETER_H
#define GREETER_H

#include <stddef.h>

struct greeter_api {
  void (*greet)(const char *name, char *text, size_t size);
};

#endif
