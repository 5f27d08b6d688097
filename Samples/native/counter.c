/* Counts. What it has counted is in the host's hands, so a new build goes on where the old one was. */
#include "counter.h"
#include "reload_host.h"

struct state {
  int count;
};

static struct state *state;

static int step(void) { return 1; }

static int next(void) { return state->count += step(); }

static int take(struct reload_context *context, void *bytes) {
  (void)context;
  state = bytes;
  return 0;
}

static const struct counter_api api = {next};

const reload_plugin *reload_plugin_entry(void) {
  static const reload_plugin plugin = {
    .abi = RELOAD_PLUGIN_ABI,
    .state_version = 1,
    .state_size = sizeof(struct state),
    .api = &api,
    .open = take,
  };
  return &plugin;
}
