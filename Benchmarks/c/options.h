// What to poll and how, from the command line.
#pragma once
#include <stdbool.h>

struct options {
    char scheme[8];      // "http" or "https"
    int port;
    char prefix[64];     // path before "/fNN.atom"; may be empty
    int providers;
    int in_flight;
    int rounds;          // measured; one more before them warms up
    bool conditional;    // send the entity tag back
    bool parse;          // run the SAX parser over each 200
    bool cold;           // a new connection for each poll
    const char *trusted_root;
};

// Ends the process with a message and status 64 when the command line cannot be used.
struct options parse_options(int count, char **arguments);
