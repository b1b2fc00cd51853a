"""Why a URL was not fetched, in words an editor understands and a code that programs may rely on."""

from http import HTTPStatus


class Refused(Exception):
    """Nothing usable was fetched. `code` is stable, `message` is for people; neither tells of the inside."""

    code = "refused"
    plain = "The address could not be fetched."

    def __init__(self, message: str = "") -> None:
        self.message = message or self.plain
        super().__init__(self.message)


class InvalidUrl(Refused):
    code = "invalid_url"
    plain = "This is not a complete web address."


class SchemeRefused(Refused):
    code = "scheme_refused"
    plain = "Only addresses that begin with http:// or https:// are fetched."


class UserinfoRefused(Refused):
    code = "userinfo_refused"
    plain = "An address with a user name or password in it is not fetched."


class PortRefused(Refused):
    code = "port_refused"
    plain = "Only the web's usual ports, 80 and 443, are reached."


class AddressRefused(Refused):
    code = "address_refused"
    plain = "This address does not lead to a public web server."


class DnsFailed(Refused):
    code = "dns_failed"
    plain = "No server of this name was found."


class ConnectionFailed(Refused):
    code = "connection_failed"
    plain = "The server could not be reached, or it hung up."


class TlsFailed(Refused):
    code = "tls_failed"
    plain = "No secure connection to the server could be made."


class BadAnswer(Refused):
    code = "bad_answer"
    plain = "The server's answer was damaged or broke off."


class TooSlow(Refused):
    code = "too_slow"
    plain = "The server took too long to answer."


class TooLarge(Refused):
    code = "too_large"
    plain = "The document is larger than what is accepted."


class TooManyRedirects(Refused):
    code = "too_many_redirects"
    plain = "The address forwards to another one too many times."


class RobotsRefused(Refused):
    code = "robots_refused"
    plain = "The site's robots.txt asks programs not to read this page."


class HttpStatus(Refused):
    """The server answered, but with something else than success."""

    code = "http_status"

    def __init__(self, status: int, retry_after: str | None = None) -> None:
        self.status = status
        self.retry_after = retry_after
        names = {known.value: f" ({known.phrase})" for known in HTTPStatus}
        super().__init__(f"The server answered with status {status}{names.get(status, '')}.")
