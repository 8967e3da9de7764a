//! What the server counts, for Prometheus.

use std::time::Duration;

use actix_web::{HttpResponse, http::Method, web::Data};
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry,
    TextEncoder,
};

use super::{App, graphql::Answer};
use crate::graphql::error_code::ErrorCode;

const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// The server's counters.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    in_hand: IntGauge,
    connections: IntGauge,
    streams: IntGauge,
    refused_connections: IntCounter,
    errors: IntCounterVec,
}

impl Metrics {
    /// Counters at zero, in a registry of their own.
    ///
    /// # Errors
    /// Where a name is given twice.
    pub fn new() -> Result<Self, prometheus::Error> {
        let metrics = Self {
            registry: Registry::new_custom(Some("nguonluat".into()), None)?,
            requests: IntCounterVec::new(
                Opts::new(
                    "http_requests_total",
                    "Requests by route, method and status.",
                ),
                &["route", "method", "status"],
            )?,
            durations: HistogramVec::new(
                HistogramOpts::new(
                    "http_request_duration_seconds",
                    "Seconds from a request's head to the answer's last byte, by route.",
                )
                .buckets(SECONDS.to_vec()),
                &["route"],
            )?,
            in_hand: IntGauge::new("http_requests_in_flight", "Requests being served.")?,
            connections: IntGauge::new("http_connections", "Connections that are open.")?,
            streams: IntGauge::new(
                "http_streams",
                "WebSockets and streams of events that are open.",
            )?,
            refused_connections: IntCounter::new(
                "http_connections_refused_total",
                "Connections refused because their address had too many.",
            )?,
            errors: IntCounterVec::new(
                Opts::new("graphql_errors_total", "GraphQL errors by code."),
                &["code"],
            )?,
        };
        let registry = &metrics.registry;
        registry.register(Box::new(metrics.requests.clone()))?;
        registry.register(Box::new(metrics.durations.clone()))?;
        registry.register(Box::new(metrics.in_hand.clone()))?;
        registry.register(Box::new(metrics.connections.clone()))?;
        registry.register(Box::new(metrics.streams.clone()))?;
        registry.register(Box::new(metrics.refused_connections.clone()))?;
        registry.register(Box::new(metrics.errors.clone()))?;
        Ok(metrics)
    }

    /// The gauge of open connections.
    pub fn connections(&self) -> IntGauge {
        self.connections.clone()
    }

    /// The gauge of open streams.
    pub fn streams(&self) -> IntGauge {
        self.streams.clone()
    }

    /// Counts a connection that was refused.
    pub fn connection_refused(&self) {
        self.refused_connections.inc();
    }

    /// Counts a request that starts.
    pub fn request_started(&self) {
        self.in_hand.inc();
    }

    /// Counts a request that ended. Unknown methods share one label, as unknown routes do.
    pub fn request_ended(&self, method: &Method, route: &str, status: u16, took: Duration) {
        self.in_hand.dec();
        let known = [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::OPTIONS,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ];
        let method = if known.contains(method) {
            method.as_str()
        } else {
            "other"
        };
        let status = status.to_string();
        self.requests
            .with_label_values(&[route, method, &status])
            .inc();
        self.durations
            .with_label_values(&[route])
            .observe(took.as_secs_f64());
    }

    /// Counts the errors of an answer.
    pub fn graphql_errors(&self, answer: &Answer) {
        for error in answer.errors() {
            // A code outside the closed set would make a label of a resolver's choosing.
            let code = ErrorCode::known(error.code()).map_or("other", ErrorCode::as_str);
            self.errors.with_label_values(&[code]).inc();
        }
    }
}

/// `/metrics`
pub async fn page(app: Data<App>) -> HttpResponse {
    let mut text = Vec::new();
    let encoder = TextEncoder::new();
    match encoder.encode(&app.metrics.registry.gather(), &mut text) {
        Ok(()) => HttpResponse::Ok()
            .content_type(encoder.format_type().to_owned())
            .insert_header(("cache-control", "no-store"))
            .body(text),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "metrics");
            HttpResponse::InternalServerError().finish()
        }
    }
}
