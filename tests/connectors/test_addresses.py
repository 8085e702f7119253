"""Which addresses from outside may be opened, by their form and by what their names stand for."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.addresses import Inside, Reach, checked, is_outside

OURS = Reach(own="http://127.0.0.1:8081")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *(
            "100.64.0.1",
            "100.127.255.254",
            "192.0.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
        ),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
        *("64:ff9b::a00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::1"),
        *("2001:0:53aa:64c:0:7aa:8080:807f", "100::1", "fd00:ec2::254"),
    ],
)
def test_addresses_of_the_inside(host: str) -> None:
    assert not is_outside(ip_address(host))
    with pytest.raises(Inside, match="an address of the inside"):
        checked(f"http://[{host}]/" if ":" in host else f"http://{host}/", Reach())


@pytest.mark.parametrize(
    "host", ["87.240.132.72", "[2a00:bdc0::1]", "[::ffff:87.240.132.72]", "[64:ff9b::57f0:8448]"]
)
def test_addresses_of_the_outside(host: str) -> None:
    assert checked(f"https://{host}/a?b=c#d", Reach()).path == "/a"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        *(
            (f"http://{host}/", "a number")
            for host in ("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1")
        ),
        *(
            (f"http://{host}/", "a number")
            for host in ("017700000001", "127.0.0.0x1", "1.2.3.4.5", "127.0.0.01")
        ),
        *((f"http://{host}/", "the inside") for host in ("①②⑦.⓪.⓪.①", "127.0.0.1.", "127。0。0。1")),
        *(
            (f"http://{host}/", "a name")
            for host in ("localhost", "LOCALHOST.", "db", "printer.local", "x.localhost")
        ),
        *(
            (f"http://{host}/", "a name")
            for host in ("metadata.google.internal", "router.lan", "nas.home.arpa")
        ),
        *(
            (url, "of the web")
            for url in ("file:///etc/passwd", "ftp://vk.com/a", "gopher://vk.com", "//vk.com/a")
        ),
        *(
            (url, "of the web")
            for url in ("http://", "http://[", "http:///a", "http://vk.com:99999/", "data:,x")
        ),
        *(
            (url, "of the web")
            for url in ("", "vk.com", "javascript:alert(1)", "http://vk.com:0/", "http://[::1")
        ),
        *(
            (url, "a password")
            for url in ("http://u:p@vk.com/", "http://vk.com@127.0.0.1/", "https://u@vk.com/")
        ),
        *((url, "port") for url in ("http://vk.com:22/", "http://vk.com:8080/", "https://vk.com:5432/")),
        ("http://127.0.0.1:8082/", "port"),
        ("https://127.0.0.1:8081/", "port"),
    ],
)
def test_forms_that_lead_inside(url: str, why: str) -> None:
    with pytest.raises(Inside, match=why) as caught:
        checked(url, OURS)
    assert "vk.com" not in str(caught.value), "an address may hold a signature"


def test_what_the_owner_has_set_is_opened_wherever_it_stands() -> None:
    url = "http://127.0.0.1:8081/files/photo/1/z.png"
    assert str(checked(url, OURS)) == url
    for other in (Reach(), Reach(own="http://127.0.0.1:8082"), OURS.without_own()):
        with pytest.raises(Inside):
            checked(url, other)


def test_what_the_networks_api_names_may_have_any_port() -> None:
    assert checked("https://lp.vk.ru:8443/whp/1", Reach(ports=None)).port == 8443
    with pytest.raises(Inside, match="an address of the inside"):
        checked("http://127.0.0.1:8443/", Reach(ports=None))


PARTS = st.sampled_from(
    [
        *(
            "http://",
            "https://",
            "//",
            ":",
            "/",
            "\\",
            "@",
            "?",
            "#",
            ".",
            "[",
            "]",
            "%",
            "127",
            "0x7f",
            "::",
            "%00",
        ),
        *(
            "localhost",
            "127.0.0.1",
            "vk.com",
            "80",
            "8081",
            "1",
            "ffff:",
            "\n",
            "\t",
            " ",
            "%31",
            "①",
            "。",
            "\x00",
        ),
    ]
)


@given(st.lists(PARTS | st.text(max_size=3), max_size=10).map("".join))
@example("http://vk.com\\@127.0.0.1/")
@example("http://127.0.0.1\\@vk.com/")
@example("http://vk.com#@127.0.0.1/")
@example("http://%31%32%37.0.0.1/")
@example("http://\ud800/")
def test_whatever_is_written_is_checked_or_refused(url: str) -> None:
    try:
        address = checked(url, Reach())
    except Inside:
        return
    host = address.raw_host or ""
    assert address.scheme in ("http", "https")
    assert "." in host or ":" in host
    assert address.port in (80, 443)
    if host.replace(".", "").isdigit() or ":" in host:
        assert is_outside(ip_address(host))
