// What to poll and how, from the command line.
#pragma once
#include <stdbool.h>

struct options {
    char scheme[8];      // "http" or "https"
    int port;
    char prefix[64];     // path before "/fNN.atom" or "/fNN.json"; may be empty
    int providers;
    int in_flight;
    int rounds;          // measured; one more before them warms up
    bool conditional;    // send the entity tag back
    bool parse;          // read the body of each 200
    bool json;           // bodies are summaries and not feeds
    bool cold;           // a new connection for each poll
    const char *trusted_root;
};

// Ends the process with a message and status 64 when the command line cannot be used.
struct options parse_options(int count, char **arguments);
