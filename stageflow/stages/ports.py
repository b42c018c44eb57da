"""Handles that a run lends to its stages. Opaque to the engine, kept by reference."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stageflow.immutable.construct import value_type

if TYPE_CHECKING:
    from asyncio import Lock

    SendStatus = Callable[[str, str, dict[str, Any] | None], Awaitable[None]]
    SendToken = Callable[[str], Awaitable[None]]
    SendAudioChunk = Callable[[bytes, str, int, bool], Awaitable[None]]
    SendTranscript = Callable[[Any, str, float, int], Awaitable[None]]


@value_type
@dataclass(frozen=True, slots=True)
class CorePorts:
    """Database, status and call-log handles."""

    db: Any = None
    db_lock: Lock | None = None
    call_logger_db: Any = None
    send_status: SendStatus | None = None
    call_logger: Any = None
    retry_fn: Any = None


@value_type
@dataclass(frozen=True, slots=True)
class LLMPorts:
    """Language-model handles."""

    llm_provider: Any = None
    chat_service: Any = None
    llm_chunk_queue: Any = None
    send_token: SendToken | None = None


@value_type
@dataclass(frozen=True, slots=True)
class AudioPorts:
    """Speech handles."""

    tts_provider: Any = None
    stt_provider: Any = None
    send_audio_chunk: SendAudioChunk | None = None
    send_transcript: SendTranscript | None = None
    audio_data: bytes | None = None
    audio_format: str | None = None
    tts_text_queue: Any = None
    recording: Any = None


def create_core_ports(
    *,
    db: Any = None,
    db_lock: Lock | None = None,
    call_logger_db: Any = None,
    send_status: SendStatus | None = None,
    call_logger: Any = None,
    retry_fn: Any = None,
) -> CorePorts:
    """CorePorts of the given handles."""
    return CorePorts(db, db_lock, call_logger_db, send_status, call_logger, retry_fn)


def create_llm_ports(
    *,
    llm_provider: Any = None,
    chat_service: Any = None,
    llm_chunk_queue: Any = None,
    send_token: SendToken | None = None,
) -> LLMPorts:
    """LLMPorts of the given handles."""
    return LLMPorts(llm_provider, chat_service, llm_chunk_queue, send_token)


def create_audio_ports(
    *,
    tts_provider: Any = None,
    stt_provider: Any = None,
    send_audio_chunk: SendAudioChunk | None = None,
    send_transcript: SendTranscript | None = None,
    audio_data: bytes | None = None,
    audio_format: str | None = None,
    tts_text_queue: Any = None,
    recording: Any = None,
) -> AudioPorts:
    """AudioPorts of the given handles."""
    return AudioPorts(
        tts_provider,
        stt_provider,
        send_audio_chunk,
        send_transcript,
        audio_data,
        audio_format,
        tts_text_queue,
        recording,
    )
