/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server's books: lease records and their cookies (src/server/lease.c), what each client is charged
 * (src/server/client.c, src/server/limit.c), granting and revoking (src/server/grant.c), and what is parked in between
 * (src/server/parking.c). Here a record is in use from the moment it leaves the list of unused ones. It does not matter
 * which unused one is taken; the model takes the first. What is parked keeps its slot, and so its record here.
 */
#define at_least_one(n) ((n) > 1 -> (n) : 1)
#define LEASES_LIMIT(c) at_least_one(RECORDS - (c))
#define MEMORY_LIMIT(c) at_least_one(RECORDS - (c) - 1)

/* sel4rpc_lease_t */
bool taken[RECORDS];
byte generation[RECORDS];
byte owner[RECORDS];
bool is_pin[RECORDS]; /* an interrupt pin, of which there is one; otherwise a memory object */
byte next[RECORDS] = NONE;
byte previous[RECORDS] = NONE;

/* Of the ledger of what is parked: only memory ever is. */
bool parked[RECORDS];
byte parked_count;

/* sel4rpc_leases_t, and the vka's memory */
byte latest_generation;
byte held;
bool pin_leased;
byte memory_left = RECORDS;

/* sel4rpc_client_record_t */
bool registered[CLIENTS] = true;
byte leases[CLIENTS];
byte memory[CLIENTS];
byte first_lease[CLIENTS] = NONE;

/*
 * One cookie of any lease that has ended. Grants are counted apart from generations, to forget the cookie after so
 * many grants that it may come again.
 */
#ifdef CHECK_OWNERSHIP
byte old_record = NONE;
byte old_generation, old_serial, serial, serial_of[RECORDS];

inline count_grant(r)
{
    serial = (serial + 1) % GENERATIONS;
    serial_of[r] = serial;
    if
    :: old_record != NONE && old_serial == serial -> old_record = NONE; old_generation = 0; old_serial = 0
    :: else
    fi
}

inline remember_cookie(r)
{
    if
    :: old_record = r; old_generation = generation[r]; old_serial = serial_of[r]
    :: skip
    fi;
    serial_of[r] = 0
}

#define is_old(r, g) ((r) == old_record && (g) == old_generation)
#else
#define count_grant(r) skip
#define remember_cookie(r) skip
#define is_old(r, g) false
#endif

/* ---- src/server/lease.c */

inline lease_begin()
{
    latest_generation = (MUTANT == GENERATION_NOT_BUMPED -> 0 : (latest_generation + 1) % GENERATIONS);
    taken[record] = true;
    generation[record] = latest_generation;
    held++;
    count_grant(record)
}

/* srpc_lease_new(), in `record`. */
inline lease_new()
{
    record = 0;
    do
    :: record < RECORDS && (taken[record] || parked[record]) -> record++
    :: else -> break
    od;
    if
    :: record < RECORDS -> lease_begin()
    :: else -> record = NONE
    fi
}

inline lease_destroy(r)
{
    taken[r] = false;
    generation[r] = 0;
    owner[r] = 0;
    is_pin[r] = false;
    next[r] = NONE;
    previous[r] = NONE;
    held--
}

/* own_lease(): tells
 whether the cookie names a lease of this badge. */
#define own_lease(r, g) \
    (taken[r] && (generation[r] == (g) || MUTANT == GENERATION_NOT_COMPARED) && \
     (owner[r] == who || MUTANT == OWNER_NOT_CHECKED))

/* ---- src/server/client.c, src/server/limit.c */

#define permitted \
    (leases[who] < LEASES_LIMIT(who) + (MUTANT == LIMIT_OFF_BY_ONE -> 1 : 0) && \
     (request == PIN || memory[who] < MEMORY_LIMIT(who)))

inline charge(r)
{
    leases[who] = leases[who] + (MUTANT == CHARGE_FORGOTTEN -> 0 : 1);
    memory[who] = memory[who] + (is_pin[r] -> 0 : 1);
    next[r] = first_lease[who];
    previous[r] = NONE;
    if
    :: next[r] != NONE -> previous[next[r]] = r
    :: else
    fi;
    first_lease[who] = r
}

inline uncharge(r)
{
    leases[owner[r]]--;
    memory[owner[r]] = memory[owner[r]] - (is_pin[r] -> 0 : 1);
    if
    :: previous[r] != NONE -> next[previous[r]] = next[r]
    :: else -> first_lease[owner[r]] = next[r]
    fi;
    if
    :: next[r] != NONE && MUTANT != LINK_NOT_MENDED -> previous[next[r]] = previous[r]
    :: else
    fi
}

/* ---- src/server/parking.c */

/* sel4rpc_server_flush_parked() */
inline flush_parked()
{
    record = 0;
    do
    :: record < RECORDS && parked[record] ->
        parked[record] = false;
        master[record] = false;
        parked_count--;
        memory_left = memory_left + (MUTANT == PARKED_LOST -> 0 : 1);
        record++
    :: record < RECORDS && !parked[record] -> record++
    :: else -> break
    od;
    record = NONE
}

/* srpc_parking_find(), in `record`, for an untyped of the same size; or the request is for another. */
inline parking_find()
{
    record = NONE;
    if
    :: request == MEMORY && parked_count > 0 ->
        record = 0;
        do
        :: !parked[record] -> record++
        :: else -> break
        od
    :: skip
    fi
}

/* ---- src/server/grant.c */

/* Takes the slot, and what goes into it; any step may fail. */
inline obtain()
{
    if
    :: request == PIN && !pin_leased ->
        pin_leased = (MUTANT != PIN_NOT_RECORDED); is_pin[record] = true; master[record] = true
    :: request == MEMORY && memory_left > 0 -> memory_left--; master[record] = true
    :: skip
    fi
}

/* grant(), of what is not parked. */
inline grant_new()
{
    lease_new();
    if
    :: record != NONE ->
        obtain();
        if
        :: master[record] -> owner[record] = who; charge(record)
        :: !master[record] && MUTANT != RECORD_LOST -> lease_destroy(record); record = NONE
        :: !master[record] && MUTANT == RECORD_LOST -> record = NONE
        fi
    :: else
    fi
}

/* grant_again(): `record` is the pin that the client holds, if it asks for it with the same parameters. */
inline grant_again()
{
    record = NONE;
    if
    :: request == PIN && pin_leased ->
        record = 0;
        do
        :: record < RECORDS && !(is_pin[record] && (owner[record] == who || MUTANT == AGAIN_TO_ANYBODY)) -> record++
        :: else -> break
        od;
        record = (record < RECORDS -> record : NONE)
    :: skip
    fi
}

/* srpc_grant(): `record` is the granted one, NONE if refused. */
inline grant()
{
    grant_again();
    if
    :: record == NONE && permitted ->
        parking_find();
        if
        :: record != NONE ->
            parked[record] = (MUTANT == PARKED_GRANTED_TWICE);
            parked_count--;
            lease_begin();
            owner[record] = who;
            charge(record)
        :: else ->
            grant_new();
            if
            :: record == NONE && parked_count > 0 -> flush_parked(); grant_new()
            :: else
            fi
        fi
    :: else
    fi
}

/* srpc_lease_release(): whether memory is parked depends on the bounds, and on records. */
inline take_back(r)
{
    if
    :: master[r] = false; copied[r] = (MUTANT == COPIES_NOT_REVOKED -> copied[r] : false)
    :: !is_pin[r] ->
        parked[r] = true;
        parked_count++;
        copied[r] = (MUTANT == PARKED_WITH_COPIES -> copied[r] : false)
    fi;
    if
    :: prepared && slot == r && MUTANT != ANSWER_NOT_WITHDRAWN -> slot = NONE
    :: else
    fi;
    if
    :: is_pin[r] -> pin_leased = (MUTANT == PIN_NOT_GIVEN_BACK)
    :: !is_pin[r] && !parked[r] -> memory_left++
    :: !is_pin[r] && parked[r]
    fi;
    uncharge(r);
    remember_cookie(r);
    lease_destroy(r)
}

/* sel4rpc_server_release_client() */
inline release_client(c)
{
    record = first_lease[c];
    do
    :: record != NONE ->
        following = next[record];
        take_back(record);
        record = (MUTANT == RELEASE_SKIPS_ONE -> next[record] : following)
    :: else -> break
    od;
    following = 0
}

/* ---- The promises on them */

hidden byte i, n, pins, objects, all, before; /* used within a single step only */

inline check_account()
{
    all = 0;
    objects = 0;
    for (i : 0 .. RECORDS - 1) {
        if
        :: taken[i] && owner[i] == n -> all++; objects = objects + !is_pin[i]
        :: else
        fi
    }
    LIMITS_PROMISE(all <= LEASES_LIMIT(n) && objects <= MEMORY_LIMIT(n));
    LIMITS_PROMISE(registered[n] || all == 0);
    RECLAIM_PROMISE(leases[n] == all && memory[n] == objects);
    RECLAIM_PROMISE(!buried[n] || all == 0);
    i = first_lease[n];
    before = NONE;
    do
    :: i != NONE && all > 0 ->
        OWNERSHIP_PROMISE(taken[i] && owner[i] == n);
        RECLAIM_PROMISE(previous[i] == before);
        before = i; i = next[i]; all--
    :: else -> break
    od;
    RECLAIM_PROMISE(i == NONE && all == 0)
}

/* Compares the books with the records, as server_is_valid() does, and both with reality. */
inline check_books()
{
    d_step {
        pins = 0;
        objects = 0;
        for (i : 0 .. RECORDS - 1) {
            if
            :: taken[i] -> pins = pins + is_pin[i]; objects = objects + !is_pin[i]
            :: else
            fi;
            all = all + parked[i];
            OWNERSHIP_PROMISE(!parked[i] || !taken[i]);
            RECLAIM_PROMISE(master[i] == (taken[i] || parked[i]) && (!copied[i] || taken[i]))
        }
        OWNERSHIP_PROMISE(pins <= 1);
        RECLAIM_PROMISE(pin_leased == pins && memory_left + objects + parked_count == RECORDS && parked_count == all);
        RECLAIM_PROMISE(held == pins + objects && held == leases[0] + leases[1]);
        for (n : 0 .. CLIENTS - 1) {
            check_account()
        }
        i = 0; n = 0; pins = 0; objects = 0; all = 0; before = 0
    }
}
