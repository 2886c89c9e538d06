"""A TCP proxy between a device and its server, with a fault of its choice on each connection."""

import socket
import threading


class Fault:
    """What happens on the way. Bytes are counted over all connections since the fault was set."""

    def __init__(self, cut_up=None, cut_down=None, twice=False, drip=None):
        self.cut_up = cut_up      # the connection is reset after so many bytes to the server
        self.cut_down = cut_down  # the answer ends, as if it were whole, after so many bytes
        self.twice = twice        # what was sent to the server arrives there a second time
        self.drip = drip          # at most so many bytes pass at a time


class Proxy:
    """Listens on a port of its own. `up` and `down` count the bytes that were passed on."""

    def __init__(self, target_port):
        self.target_port = target_port
        self.fault = Fault()
        self.up = self.down = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.accept, daemon=True).start()

    def set(self, **fault):
        with self.lock:
            self.fault = Fault(**fault)
            self.up = self.down = 0

    def accept(self):
        while True:
            try:
                device, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(device,), daemon=True).start()

    def carry(self, device):
        try:
            server = socket.create_connection(("127.0.0.1", self.target_port))
        except OSError:
            device.close()
            return
        fault, sent = self.fault, bytearray()
        there = threading.Thread(target=self.pump_up, args=(device, server, fault, sent), daemon=True)
        there.start()
        self.pump_down(server, device, fault)
        there.join()
        server.close()
        device.close()
        if fault.twice and sent:
            self.repeat(bytes(sent))

    def take(self, source, fault):
        try:
            return source.recv(fault.drip or 65536)
        except OSError:
            return b""

    def pump_up(self, device, server, fault, sent):
        while data := self.take(device, fault):
            with self.lock:
                room = None if fault.cut_up is None else max(0, fault.cut_up - self.up)
                data = data[:room]
                self.up += len(data)
            sent.extend(data)
            try:
                server.sendall(data)
            except OSError:
                break
            if room is not None and len(data) == room:
                break
        hang_up(server, socket.SHUT_WR)
        if fault.cut_up is not None and self.up >= fault.cut_up:
            hang_up(server, socket.SHUT_RDWR)
            hang_up(device, socket.SHUT_RDWR)

    def pump_down(self, server, device, fault):
        while data := self.take(server, fault):
            with self.lock:
                room = None if fault.cut_down is None else max(0, fault.cut_down - self.down)
                data = data[:room]
                self.down += len(data)
            try:
                device.sendall(data)
            except OSError:
                break
            if room is not None and len(data) == room:
                hang_up(device, socket.SHUT_RDWR)
                hang_up(server, socket.SHUT_RDWR)
                return
        hang_up(device, socket.SHUT_WR)

    def repeat(self, request):
        """Shows the server the same bytes once more, and reads what it says to the end."""
        with socket.create_connection(("127.0.0.1", self.target_port)) as server:
            server.sendall(request)
            hang_up(server, socket.SHUT_WR)
            while self.take(server, Fault()):
                pass

    def close(self):
        self.listener.close()


def hang_up(connection, how):
    try:
        connection.shutdown(how)
    except OSError:
        pass  # the other side did so before
