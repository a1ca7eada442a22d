/* A network for several programs: a loopback interface of its own. Servers of this program take part in it through
   sockets that the holder opens there and hands over. */
#define _GNU_SOURCE
#include "internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Asks for a socket that is neither bound nor connected, in place of a port to listen on. */
enum { UNCONNECTED = -1 };

static int ask_for_socket(int control, int32_t port) {
  struct launch_report reply;
  int descriptor = -1, count = 0;
  int error = send_message(control, &port, sizeof port, NULL, 0);
  if (error == 0 && receive_report(control, &reply, &descriptor, 1, &count) != 1) error = EPIPE;
  if (error == 0) error = reply.code;
  if (error == 0 && count == 1) return descriptor;
  errno = error != 0 ? error : EPROTO;
  return -1;
}

int network_listen(int control, uint16_t port) { return ask_for_socket(control, port); }

int network_socket(int control) { return ask_for_socket(control, UNCONNECTED); }

static int make_socket(int32_t port) {
  int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | (port == UNCONNECTED ? 0 : SOCK_NONBLOCK), 0);
  if (server < 0 || port == UNCONNECTED) return server;
  int yes = 1;
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(server, (struct sockaddr *)&address, sizeof address) == 0 && listen(server, 1024) == 0) return server;
  int error = errno;
  close(server);
  errno = error;
  return -1;
}

_Noreturn void hold_network(const struct launch *launch, int control) {
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  signal(SIGUSR1, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct launch_report report = {.kind = LAUNCH_FAILED, .stage = LAUNCH_STAGE_CONFINE, .missing = LAUNCH_NAMESPACES};
  report.code = launch->owns_network ? prepare_network(launch->owns_users) : ENOSYS;
  int namespaces[2], count = 0;
  if (report.code == 0) {
    namespaces[count++] = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (launch->owns_users) namespaces[count++] = open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC);
    if (namespaces[0] < 0 || namespaces[count - 1] < 0) report.code = errno;
  }
  if (report.code == 0) report = (struct launch_report){.kind = LAUNCH_STARTED};
  send_message(control, &report, sizeof report, namespaces, report.code == 0 ? count : 0);
  if (report.code != 0) _exit(0);
  for (;;) {
    int32_t port;
    int ignored, received = 0;
    if (receive_message(control, &port, sizeof port, &ignored, 0, &received) != sizeof port) _exit(0);
    int server = make_socket(port);
    struct launch_report reply = {.kind = LAUNCH_STARTED, .code = server < 0 ? errno : 0};
    send_message(control, &reply, sizeof reply, &server, server < 0 ? 0 : 1);
    if (server >= 0) close(server);
  }
}
