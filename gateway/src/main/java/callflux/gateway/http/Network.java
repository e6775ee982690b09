package callflux.gateway.http;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// What kind of network an address is in.
enum Network {
  /// Anybody's.
  PUBLIC,
  /// This host.
  LOOPBACK,
  /// A network of one's own.
  PRIVATE,
  /// Where no endpoint is: links, multicast, a cloud's metadata, and forms that hide an address in
  /// another.
  NOWHERE;

  private static final List<Block> LOOPBACKS = blocks("127.0.0.0/8", "::1/128");

  private static final List<Block> PRIVATES =
      blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  private static final List<Block> NOWHERES =
      blocks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/96", // the unspecified one, and IPv4 as it was once written
          "::ffff:0:0/96",
          "64:ff9b::/96", // NAT64
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/32", // Teredo
          "2001:db8::/32",
          "2002::/16", // 6to4
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  static Network of(InetAddress address) {
    var bytes = address.getAddress();
    if (LOOPBACKS.stream().anyMatch(block -> block.holds(bytes))) {
      return LOOPBACK;
    }
    if (NOWHERES.stream().anyMatch(block -> block.holds(bytes))) {
      return NOWHERE;
    }
    return PRIVATES.stream().anyMatch(block -> block.holds(bytes)) ? PRIVATE : PUBLIC;
  }

  private static List<Block> blocks(String... texts) {
    return Stream.of(texts).map(Block::of).toList();
  }

  /// The addresses that begin alike.
  private static final class Block {
    private final byte[] first;
    private final int bits;

    private Block(byte[] first, int bits) {
      this.first = first;
      this.bits = bits;
    }

    static Block of(String text) {
      var parts = text.split("/", 2);
      var first = InetAddress.ofLiteral(parts[0]).getAddress();
      int bits = Integer.parseInt(parts[1]);
      // Java takes an IPv4 address written as IPv6 for what it is.
      return parts[0].contains(":") && first.length == 4
          ? new Block(mapped(), bits)
          : new Block(first, bits);
    }

    private static byte[] mapped() {
      var mapped = new byte[16];
      mapped[10] = (byte) 0xFF;
      mapped[11] = (byte) 0xFF;
      return mapped;
    }

    boolean holds(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if (((address[bit / 8] ^ first[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
