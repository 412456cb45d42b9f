/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Answers that cannot be sent, and whose fault that is. The linker replaces sendmsg().
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <cmocka.h>

#include "machine/process/channel.h"

static int send_error;

ssize_t __wrap_sendmsg(int socket, const struct msghdr *header, int flags);

ssize_t __wrap_sendmsg(int socket, const struct msghdr *header, int flags)
{
    (void)socket;
    (void)header;
    (void)flags;
    errno = send_error;
    return send_error ? -1 : 0;
}

static void assert_result(int error, enum channel_result expected)
{
    const struct abi_message message = {0};
    send_error = error;
    assert_int_equal(channel_send(0, &message, 0), expected);
}

static void channel_send_is_done_where_linux_takes_it(void **state)
{
    (void)state;
    assert_result(0, CHANNEL_DONE);
}

static void channel_send_is_full_where_process_does_not_read(void **state)
{
    (void)state;
    assert_result(EAGAIN, CHANNEL_FULL);
}

static void channel_send_is_later_where_linux_lacks_resources(void **state)
{
    static const int errors[] = {ENOBUFS, ENOMEM, ETOOMANYREFS, EINTR};
    (void)state;
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        assert_result(errors[i], CHANNEL_LATER);
    }
}

static void channel_send_is_broken_where_socket_is_closed(void **state)
{
    (void)state;
    assert_result(EPIPE, CHANNEL_BROKEN);
    assert_result(ECONNRESET, CHANNEL_BROKEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(channel_send_is_done_where_linux_takes_it),
        cmocka_unit_test(channel_send_is_full_where_process_does_not_read),
        cmocka_unit_test(channel_send_is_later_where_linux_lacks_resources),
        cmocka_unit_test(channel_send_is_broken_where_socket_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
