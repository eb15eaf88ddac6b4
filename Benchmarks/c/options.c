#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static void usage(void) {
    fputs("usage: poll-loop --origin URL [--providers N] [--in-flight C] [--rounds R]\n"
          "                 [--conditional] [--parse] [--json] [--cold] [--ca FILE]\n"
          "URL is SCHEME://HOST:PORT[/PREFIX]; provider i is polled at 127.0.(1+i/250).(1+i%250), path PREFIX/fNN.atom,\n"
          "with --json PREFIX/fNN.json.\n",
          stderr);
    exit(64);
}

static int positive(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end != 0 || value < 1 || value > 50000) usage();
    return (int)value;
}

static void read_origin(const char *url, struct options *options) {
    int read = sscanf(url, "%7[a-z]://%*[^:/]:%d%63[^?#]", options->scheme, &options->port, options->prefix);
    if (read < 2) usage();
}

struct options parse_options(int count, char **arguments) {
    static const struct option known[] = {
        {"origin", required_argument, NULL, 'o'},    {"providers", required_argument, NULL, 'p'},
        {"in-flight", required_argument, NULL, 'f'}, {"rounds", required_argument, NULL, 'r'},
        {"conditional", no_argument, NULL, 'e'},     {"parse", no_argument, NULL, 's'},
        {"json", no_argument, NULL, 'j'},            {"cold", no_argument, NULL, 'c'},
        {"ca", required_argument, NULL, 'a'},
        {NULL, 0, NULL, 0},
    };
    struct options options = {.providers = 500, .in_flight = 20, .rounds = 10};
    int option;
    while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
        switch (option) {
        case 'o': read_origin(optarg, &options); break;
        case 'p': options.providers = positive(optarg); break;
        case 'f': options.in_flight = positive(optarg); break;
        case 'r': options.rounds = positive(optarg); break;
        case 'e': options.conditional = true; break;
        case 's': options.parse = true; break;
        case 'j': options.parse = options.json = true; break;
        case 'c': options.cold = true; break;
        case 'a': options.trusted_root = optarg; break;
        default: usage();
        }
    }
    if (options.port == 0 || optind != count) usage();
    return options;
}
