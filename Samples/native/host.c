/* A program with two plug-ins. It reads commands, one a line: `greet NAME`, `refresh`, `quit`. */
#include <stdio.h>
#include <string.h>

#include "greeter.h"
#include "reload_host.h"

static int load(reload_host *host, const char *name, const char *path) {
  if (reload_host_load(host, name, path) == RELOAD_OK) return 0;
  fprintf(stderr, "%s\n", reload_host_message(host));
  return 1;
}

static void greet(reload_host *host, const char *name) {
  /* Asked for at every call: after a swap it is another table. */
  const struct greeter_api *greeter = reload_host_api(host, "greeter");
  char text[128];
  greeter->greet(name, text, sizeof text);
  printf("%s\n", text);
}

static void refresh(reload_host *host) {
  static const char *const words[] = {"swapped", "refused", "rolled back", "lost"};
  size_t changed = 0;
  reload_status status = reload_host_refresh(host, &changed);
  if (changed == 0) {
    printf("nothing changed\n");
    return;
  }
  printf(
      "%s: counter %u, greeter %u", words[status], reload_host_generation(host, "counter"),
      reload_host_generation(host, "greeter"));
  const char *message = reload_host_message(host);
  printf(*message ? " (%s)\n" : "%s\n", message);
}

int main(int count, char **arguments) {
  const char *folder = count > 1 ? arguments[1] : ".";
  reload_host *host = reload_host_create(folder);
  if (host == NULL) return 1;
  int code = load(host, "counter", "./counter.so") || load(host, "greeter", "./greeter.so");
  char line[128];
  while (code == 0 && fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (strncmp(line, "greet ", 6) == 0) greet(host, line + 6);
    if (strcmp(line, "refresh") == 0) refresh(host);
    if (strcmp(line, "quit") == 0) break;
    fflush(stdout);
  }
  reload_host_destroy(host);
  return code;
}
