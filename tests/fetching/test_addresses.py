"""What may be reached and what may not."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import fetching
from claims.fetching.addresses import is_public

PUBLIC = ["93.184.215.14", "1.1.1.1", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450::1"]
INWARD = [
    "0.0.0.1", "10.1.2.3", "100.100.100.200", "127.0.0.1", "169.254.169.254", "172.31.0.1", "192.0.0.8",
    "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.19.0.1", "198.51.100.1", "203.0.113.9", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2a00:1450::1%1", "fec0::1", "ff02::1", "4000::1", "words",
]  # fmt: skip


def resolver(*numbers: str) -> fetching.Resolver:
    return lambda host, port: list(numbers)


@pytest.mark.parametrize("number", [*PUBLIC, "::ffff:8.8.8.8"])
def test_plain_public_numbers_may_be_reached(number: str) -> None:
    assert is_public(number)
    fetching.check_url("https://news.example/", resolver=resolver(number))


@pytest.mark.parametrize("number", INWARD)
def test_a_name_that_leads_inward_is_refused(number: str) -> None:
    assert not is_public(number)
    with pytest.raises(fetching.AddressRefused):
        fetching.check_url("https://news.example/", resolver=resolver("93.184.215.14", number))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "scheme_refused"),
        ("news.example/a", "scheme_refused"),
        ("ftp://news.example/", "scheme_refused"),
        ("file:///etc/passwd", "scheme_refused"),
        ("gopher://news.example/", "scheme_refused"),
        ("http://", "invalid_url"),
        ("http:///a", "invalid_url"),
        ("http://news.example\n.evil.example/", "invalid_url"),
        ("http://news..example/", "invalid_url"),
        ("http://news.example../", "invalid_url"),
        ("http://-news.example/", "invalid_url"),
        ("http://news_(1).example/", "invalid_url"),
        ("http://" + "a" * 64 + ".example/", "invalid_url"),
        ("http://news.example/" + "a" * 5000, "invalid_url"),
        ("http://news.example:port/", "invalid_url"),
        ("http://１２７.0.0.1/", "invalid_url"),
        ("http://rita@news.example/", "userinfo_refused"),
        ("http://rita:pw@news.example/", "userinfo_refused"),
        ("http://news.example\\@127.0.0.1/", "userinfo_refused"),
        ("http://news.example:22/", "port_refused"),
        ("http://news.example:99999/", "port_refused"),
        ("http://127.0.0.1/", "address_refused"),
        ("http://127.0.0.1./", "address_refused"),
        ("http://127.1/", "address_refused"),
        ("http://2130706433/", "address_refused"),
        ("http://0x7f000001/", "address_refused"),
        ("http://0x7f.1/", "address_refused"),
        ("http://0177.0.0.01/", "invalid_url"),
        ("http://news.0x1/", "address_refused"),
        ("http://[::1]/", "address_refused"),
        ("http://[::ffff:127.0.0.1]/", "address_refused"),
        ("http://[fe80::1%25eth0]/", "address_refused"),
        ("http://[::1/", "invalid_url"),
        ("http://%31%32%37.0.0.1/", "address_refused"),
        ("http://①②⑦.0.0.1/", "invalid_url"),
    ],
)
def test_a_url_that_cannot_be_fetched_is_refused_by_name(url: str, code: str) -> None:
    with pytest.raises(fetching.Refused) as refusal:
        fetching.check_url(url, resolver=resolver("93.184.215.14"))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://Bücher.example/", "xn--bcher-kva.example"),
        ("https://NEWS.example./", "news.example"),
        ("https://news.example:443/", "news.example"),
        ("http://news.example:443/", "news.example"),
    ],
)
def test_names_are_asked_for_in_one_plain_form(url: str, asked: str) -> None:
    names: list[str] = []

    def noting(host: str, port: int) -> list[str]:
        names.append(host)
        return ["93.184.215.14"]

    fetching.check_url(url, resolver=noting)
    assert names == [asked]


def test_no_answer_and_no_server_of_that_name_are_the_same() -> None:
    def failing(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    for empty_handed in (resolver(), failing):
        with pytest.raises(fetching.DnsFailed):
            fetching.check_url("https://nowhere.example/", resolver=empty_handed)


@pytest.mark.parametrize("entry", ["desk.internal:8010", "Desk.Internal:8010"])
def test_the_allow_list_names_host_and_port(entry: str) -> None:
    allow = frozenset({entry})
    fetching.check_url("http://desk.internal:8010/", allow=allow, resolver=resolver("10.0.0.5"))
    with pytest.raises(fetching.PortRefused):
        fetching.check_url("http://desk.internal:8011/", allow=allow, resolver=resolver("10.0.0.5"))
    with pytest.raises(fetching.AddressRefused):
        fetching.check_url("http://desk.internal/", allow=allow, resolver=resolver("10.0.0.5"))


def test_the_allow_list_writes_ipv6_in_brackets() -> None:
    fetching.check_url("http://[::1]:8010/", allow=frozenset({"[::1]:8010"}))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_inward_in_any_coat(number: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{number}") == is_public(str(number))
    assert not is_public(f"::{number}")
    assert not is_public(f"64:ff9b::{number}")
    if number.is_private or number.is_loopback or number.is_multicast or number.is_link_local:
        assert not is_public(str(number)) or number in ipaddress.ip_network("192.0.0.0/24")


@given(st.text(max_size=60))
def test_whatever_is_pasted_is_answered_by_a_refusal_or_a_name_of_a_public_server(pasted: str) -> None:
    for url in (pasted, f"http://{pasted}", f"http://news.example{pasted}"):
        try:
            fetching.check_url(url, resolver=resolver("10.0.0.1"))
        except fetching.Refused:
            continue
        host = url.removeprefix("http://").partition("/")[0].partition(":")[0]
        assert is_public(host.removesuffix("."))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]:8000/", "http://localhost/", "http://a.localhost:81/", "http://0x7f.1/",
     "https://me:word@news.example/", "ftp://news.example/", "https:///x"],
)  # fmt: skip
def test_nobody_is_led_inward(url: str) -> None:
    with pytest.raises(fetching.Refused):
        fetching.check_link(url)


@pytest.mark.parametrize("url", ["https://news.example/a", "https://news.example:8443/", "http://8.8.8.8:81/"])
def test_people_may_be_led_to_any_port_of_the_world(url: str) -> None:
    fetching.check_link(url)


def test_people_may_be_led_to_what_is_listed() -> None:
    fetching.check_link("http://127.0.0.1:9000/", allow=frozenset({"127.0.0.1:9000"}))
    with pytest.raises(fetching.AddressRefused):
        fetching.check_link("http://127.0.0.1:9001/", allow=frozenset({"127.0.0.1:9000"}))
