/* Greets, with a number from the plug-in `counter`, which it asks the host for. */
#include "greeter.h"

#include <stdio.h>
#include <string.h>

#include "counter.h"
#include "reload_host.h"

static const struct counter_api *counter;

static void greet(const char *name, char *text, size_t size) {
  snprintf(text, size, "hello %s, you are number %d", name, counter->next());
}

static int find_counter(struct reload_context *context, void *state) {
  (void)state;
  counter = reload_context_api(context, "counter");
  return counter == NULL;
}

/* Tried before anybody calls the new build. */
static int try_once(struct reload_context *context, void *state) {
  (void)context;
  (void)state;
  return strlen("hello") != 5;
}

static const struct greeter_api api = {greet};
static const char *const needs[] = {"counter", NULL};

const reload_plugin *reload_plugin_entry(void) {
  static const reload_plugin plugin = {
    .abi = RELOAD_PLUGIN_ABI,
    .api = &api,
    .needs = needs,
    .open = find_counter,
    .smoke = try_once,
  };
  return &plugin;
}
