// Polls many status pages as a Go programmer would: net/http, a goroutine for each transfer in flight, encoding/xml and encoding/json.
//
// Takes the options of the C loop beside it, polls the same pages in the same layout and prints the same line of figures.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

type options struct {
	origin      string
	providers   int
	inFlight    int
	rounds      int
	conditional bool
	parse       bool
	json        bool
	cold        bool
	trustedRoot string
}

// feed is what a poller takes from an Atom document.
type feed struct {
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Content string `xml:"content"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

// summary is what a poller takes from Statuspage's summary.json.
type summary struct {
	Components   []component `json:"components"`
	Incidents    []incident  `json:"incidents"`
	Maintenances []incident  `json:"scheduled_maintenances"`
}

type incident struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	Status     string      `json:"status"`
	UpdatedAt  string      `json:"updated_at"`
	Components []component `json:"components"`
	Updates    []struct {
		ID        string `json:"id"`
		Status    string `json:"status"`
		Body      string `json:"body"`
		UpdatedAt string `json:"updated_at"`
	} `json:"incident_updates"`
}

type component struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Status    string `json:"status"`
	UpdatedAt string `json:"updated_at"`
}

// poll is what came of one.
type poll struct {
	latency time.Duration
	status  int
	entries int
	err     error
}

type poller struct {
	options options
	client  *http.Client
	urls    []string
	// etags[i] is used by the poll of provider i alone; a provider is polled once at a time.
	etags []string
}

func parseOptions() options {
	var o options
	flag.StringVar(&o.origin, "origin", "", "SCHEME://HOST:PORT[/PREFIX]")
	flag.IntVar(&o.providers, "providers", 500, "provider i is polled at 127.0.(1+i/250).(1+i%250)")
	flag.IntVar(&o.inFlight, "in-flight", 20, "transfers at once")
	flag.IntVar(&o.rounds, "rounds", 10, "measured; one more before them warms up")
	flag.BoolVar(&o.conditional, "conditional", false, "send the entity tag back")
	flag.BoolVar(&o.parse, "parse", false, "parse each 200")
	flag.BoolVar(&o.json, "json", false, "pages are summaries and not feeds; parses them")
	flag.BoolVar(&o.cold, "cold", false, "a new connection for each poll")
	flag.StringVar(&o.trustedRoot, "ca", "", "the root that is trusted")
	flag.Parse()
	if o.origin == "" || o.providers < 1 || o.inFlight < 1 || o.rounds < 1 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(64)
	}
	o.parse = o.parse || o.json
	return o
}

// dial leads pNNNNN.feeds.test to its loopback address.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(host, ".feeds.test") {
		provider, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(host, "p"), ".feeds.test"))
		if err != nil {
			return nil, err
		}
		host = fmt.Sprintf("127.0.%d.%d", 1+provider/250, 1+provider%250)
	}
	return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(host, port))
}

func newPoller(o options) (*poller, error) {
	origin, err := url.Parse(o.origin)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{
		DialContext:         dial,
		DisableKeepAlives:   o.cold,
		MaxIdleConns:        o.providers + o.inFlight,
		MaxIdleConnsPerHost: 1,
		TLSClientConfig:     &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(o.providers)},
	}
	if o.trustedRoot != "" {
		pem, err := os.ReadFile(o.trustedRoot)
		if err != nil {
			return nil, err
		}
		transport.TLSClientConfig.RootCAs = x509.NewCertPool()
		transport.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem)
	}
	p := &poller{options: o, client: &http.Client{Transport: transport, Timeout: 30 * time.Second}, etags: make([]string, o.providers)}
	ending := "atom"
	if o.json {
		ending = "json"
	}
	for i := 0; i < o.providers; i++ {
		p.urls = append(p.urls, fmt.Sprintf("%s://p%05d.feeds.test:%s%s/f%02d.%s", origin.Scheme, i, origin.Port(), origin.Path, i%50, ending))
	}
	return p, nil
}

// read takes a body in; the transport has undone its gzip.
func (p *poller) read(body io.Reader) (entries int, err error) {
	switch {
	case p.options.json:
		var s summary
		err = json.NewDecoder(body).Decode(&s)
		for _, incidents := range [][]incident{s.Incidents, s.Maintenances} {
			for _, i := range incidents {
				entries += len(i.Updates)
			}
		}
	case p.options.parse:
		var f feed
		err = xml.NewDecoder(body).Decode(&f)
		entries = len(f.Entries)
	}
	if err == nil {
		// A connection is kept when its answer was read to the end.
		_, err = io.Copy(io.Discard, body)
	}
	return entries, err
}

func (p *poller) poll(provider int) (result poll) {
	start := time.Now()
	defer func() { result.latency = time.Since(start) }()
	request, err := http.NewRequest(http.MethodGet, p.urls[provider], nil)
	if err != nil {
		return poll{err: err}
	}
	request.Header.Set("User-Agent", "poll.go/1")
	if p.options.conditional && p.etags[provider] != "" {
		request.Header.Set("If-None-Match", p.etags[provider])
	}
	answer, err := p.client.Do(request)
	if err != nil {
		return poll{err: err}
	}
	defer answer.Body.Close()
	p.etags[provider] = answer.Header.Get("ETag")
	switch answer.StatusCode {
	case http.StatusOK:
		result.entries, result.err = p.read(answer.Body)
	case http.StatusNotModified:
	default:
		result.err = fmt.Errorf("%s answered %s", p.urls[provider], answer.Status)
	}
	result.status = answer.StatusCode
	return result
}

// rounds polls each provider so many times; a round begins when the one before has ended.
func (p *poller) rounds(count int) []poll {
	var polls []poll
	for round := 0; round < count; round++ {
		polls = append(polls, p.round()...)
	}
	return polls
}

func (p *poller) round() []poll {
	polls := make([]poll, len(p.urls))
	providers := make(chan int)
	var workers sync.WaitGroup
	for worker := 0; worker < p.options.inFlight; worker++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for provider := range providers {
				polls[provider] = p.poll(provider)
			}
		}()
	}
	for provider := range p.urls {
		providers <- provider
	}
	close(providers)
	workers.Wait()
	return polls
}

func usageNow() (usage syscall.Rusage) {
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage
}

func microseconds(start, end syscall.Timeval) float64 { return float64(end.Nano()-start.Nano()) / 1e3 }

// report prints one line of figures and returns the number of errors.
func report(polls []poll, wall time.Duration, start, end syscall.Rusage) int {
	var ok, notModified, errors, entries int
	for _, poll := range polls {
		entries += poll.entries
		switch {
		case poll.err != nil:
			if errors == 0 {
				fmt.Fprintln(os.Stderr, "poll.go:", poll.err)
			}
			errors++
		case poll.status == http.StatusNotModified:
			notModified++
		default:
			ok++
		}
	}
	sort.Slice(polls, func(i, j int) bool { return polls[i].latency < polls[j].latency })
	milliseconds := func(index int) float64 { return polls[index].latency.Seconds() * 1e3 }
	count := float64(len(polls))
	user, system := microseconds(start.Utime, end.Utime)/count, microseconds(start.Stime, end.Stime)/count
	switches := float64(end.Nvcsw+end.Nivcsw-start.Nvcsw-start.Nivcsw) / count
	fmt.Printf("go polls=%d polls/s=%.0f cpu_us=%.2f user_us=%.2f system_us=%.2f peak=%d p50_ms=%.3f p99_ms=%.3f csw/poll=%.2f "+
		"ok=%d not_modified=%d err=%d entries=%d\n",
		len(polls), count/wall.Seconds(), user+system, user, system, end.Maxrss, milliseconds(len(polls)/2), milliseconds(len(polls)*99/100),
		switches, ok, notModified, errors, entries)
	return errors
}

func main() {
	p, err := newPoller(parseOptions())
	if err != nil {
		fmt.Fprintln(os.Stderr, "poll.go:", err)
		os.Exit(1)
	}
	p.rounds(1)
	start, began := usageNow(), time.Now()
	polls := p.rounds(p.options.rounds)
	if report(polls, time.Since(began), start, usageNow()) > 0 {
		os.Exit(1)
	}
}
