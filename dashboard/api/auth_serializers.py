"""What the endpoints under ``/api/auth/`` take and give."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, transaction
from rest_framework import serializers

User = get_user_model()
USERNAME = User.USERNAME_FIELD


class RegisterSerializer(serializers.ModelSerializer[AbstractBaseUser]):
    """A new account: the fields that the host's user model asks for, and a password."""

    class Meta:
        model = User
        fields = list(
            dict.fromkeys(
                [USERNAME, User.get_email_field_name(), *User.REQUIRED_FIELDS, "password"]
            )
        )
        extra_kwargs = {"password": {"write_only": True, "trim_whitespace": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Hold the password against the host's validators."""
        attrs[USERNAME] = User.normalize_username(attrs[USERNAME])
        user = User(**{name: value for name, value in attrs.items() if name != "password"})
        try:
            validate_password(attrs["password"], user)
        except DjangoValidationError as exc:
            raise serializers.ValidationError({"password": exc.messages}) from exc
        return attrs

    def create(self, validated_data: dict[str, Any]) -> AbstractBaseUser:
        """The new account. ValidationError when its name was taken a moment ago."""
        try:
            with transaction.atomic():
                return User._default_manager.create_user(**validated_data)
        except IntegrityError as exc:
            raise serializers.ValidationError({USERNAME: ["This name is taken."]}) from exc


class ProfileSerializer(serializers.Serializer[Any]):
    """An account as its owner sees it, whatever the host's user model looks like."""

    id = serializers.CharField(source="pk", read_only=True)
    username = serializers.CharField(source="get_username", read_only=True)
    email = serializers.SerializerMethodField()
    isStaff = serializers.BooleanField(source="is_staff", default=False, read_only=True)
    dateJoined = serializers.DateTimeField(
        source="date_joined", default=None, allow_null=True, read_only=True
    )

    def get_email(self, user: AbstractBaseUser) -> str:
        """Empty for an account without one."""
        return getattr(user, user.get_email_field_name(), None) or ""


class LoginSerializer(serializers.Serializer[dict[str, str]]):
    """The name, under the field name of the host's user model, and the password."""

    password = serializers.CharField(write_only=True, trim_whitespace=False, max_length=128)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The declared fields and the user model's own."""
        return {
            USERNAME: serializers.CharField(write_only=True, max_length=254),
            **super().get_fields(),
        }


class RefreshSerializer(serializers.Serializer[dict[str, str]]):
    """A refresh token."""

    refresh = serializers.CharField(write_only=True)


class VerifySerializer(serializers.Serializer[dict[str, str]]):
    """A token of either kind."""

    token = serializers.CharField(write_only=True)


class TokenPairSerializer(serializers.Serializer[dict[str, str]]):
    """A short-lived token for requests, and a long-lived one to get the next pair."""

    access = serializers.CharField(read_only=True)
    refresh = serializers.CharField(read_only=True)


class VerifiedSerializer(serializers.Serializer[dict[str, bool]]):
    """That a token is good."""

    valid = serializers.BooleanField()
