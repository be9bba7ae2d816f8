#include "kiosk/courier/network_watch.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

namespace bancheng::courier {

NetworkWatch::NetworkWatch() : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)) {
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (socket_ && ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) socket_.reset();
}

bool NetworkWatch::changed() {
  bool news = false;
  char ignored[4096];  // what changed does not matter: the hall will be tried
  while (socket_ && ::recv(socket_.get(), ignored, sizeof ignored, MSG_DONTWAIT) > 0) news = true;
  return news;
}

}  // namespace bancheng::courier
