/* What the plug-in `counter` offers to others. */
#ifndef COUNTER_H
#define COUNTER_H

struct counter_api {
  /* The next number; counting goes on over swaps. */
  int (*next)(void);
};

#endif
