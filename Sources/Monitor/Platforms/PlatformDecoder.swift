import Monitor
